/**
 * Turns the plugin folder into routers: {@link roulette.plugin.PluginFolder} walks it, each plugin has a class loader
 * of its own, and what can't be used is a {@link roulette.plugin.PluginProblem} instead of an exception. Knows the API
 * and the JDK and nothing else of the runtime but its package for text; {@code ServiceLoader} and {@code URLClassLoader} occur only here.
 */
@NullMarked
package roulette.plugin;

import org.jspecify.annotations.NullMarked;
