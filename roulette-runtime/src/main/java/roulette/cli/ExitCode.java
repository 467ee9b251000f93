package roulette.cli;

/** What the process ends with. */
final class ExitCode {
    static final int OK = 0;
    /** Something went wrong that is neither of the others. */
    static final int FAILED = 1;
    /** The command line makes no sense (EX_USAGE of sysexits.h). */
    static final int USAGE = 64;
    /** The configuration is wrong, or selects a router that can't be had (EX_CONFIG of sysexits.h). */
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
