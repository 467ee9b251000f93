/**
 * The first message of git's own protocol, as {@code git://} clients send it to {@code git daemon}, and the words in
 * which that protocol says no. Start with {@link roulette.parsers.git.GitRequest}.
 */
@NullMarked
package roulette.parsers.git;

import org.jspecify.annotations.NullMarked;
