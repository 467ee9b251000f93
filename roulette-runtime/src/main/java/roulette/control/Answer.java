package roulette.control;

/**
 * What a running proxy answers to a {@link Request}.
 *
 * @param exitCode for the command that asked
 * @param text to be printed: on standard output if the exit code is 0, else on standard error
 */
public record Answer(int exitCode, String text) {}
