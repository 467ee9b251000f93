/**
 * The identification string that an SSH client sends first. It has no user or host, but it tells SSH from other
 * protocols, and clients from each other. Start with {@link roulette.parsers.ssh.SshBanner}.
 */
@NullMarked
package roulette.parsers.ssh;

import org.jspecify.annotations.NullMarked;
