package roulette.control;

/** Another process runs the configuration. */
public final class RunningException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param process names it */
    RunningException(String process) {
        super(process + " runs this configuration");
    }
}
