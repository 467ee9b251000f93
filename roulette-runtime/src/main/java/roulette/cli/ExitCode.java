package roulette.cli;

/** The exit codes of the process. */
final class ExitCode {
    static final int OK = 0;
    /** Any other failure. */
    static final int FAILED = 1;
    /** The command line is invalid (EX_USAGE of sysexits.h). */
    static final int USAGE = 64;
    /** The configuration is invalid, or selects a router that can't be loaded (EX_CONFIG of sysexits.h). */
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
