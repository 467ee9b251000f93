/**
 * The first message of git's own protocol, as {@code git://} clients send it to {@code git daemon}, and the refusal
 * message of that protocol. Start with {@link roulette.parsers.git.GitRequest}.
 */
@NullMarked
package roulette.parsers.git;

import org.jspecify.annotations.NullMarked;
