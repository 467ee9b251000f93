/**
 * The control socket of a running proxy: a Unix socket on which commands such as {@code status} are asked. This package
 * carries requests and answers; it does not know what they mean.
 */
@NullMarked
package roulette.control;

import org.jspecify.annotations.NullMarked;
