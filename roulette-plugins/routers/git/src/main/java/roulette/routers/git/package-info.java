/** The router {@code git}: repositories by path, for clients of git's own protocol. */
@NullMarked
package roulette.routers.git;

import org.jspecify.annotations.NullMarked;
