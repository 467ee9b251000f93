@NullMarked
package roulette.config;

import org.jspecify.annotations.NullMarked;
