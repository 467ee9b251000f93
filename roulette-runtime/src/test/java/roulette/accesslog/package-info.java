@NullMarked
package roulette.accesslog;

import org.jspecify.annotations.NullMarked;
