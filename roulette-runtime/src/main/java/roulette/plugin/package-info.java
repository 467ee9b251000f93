/**
 * Loads routers from the plugin folder: {@link roulette.plugin.PluginFolder} reads it, each plugin has a class loader
 * of its own, and whatever can't be used is a {@link roulette.plugin.PluginProblem} instead of an exception. Of the
 * runtime it uses only the package for text, besides the API and the JDK; {@code ServiceLoader} and
 * {@code URLClassLoader} occur only here.
 */
@NullMarked
package roulette.plugin;

import org.jspecify.annotations.NullMarked;
