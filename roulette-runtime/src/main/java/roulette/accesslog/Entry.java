package roulette.accesslog;

import roulette.net.AccessRecord;

/** What is handed over to the writer's thread, in order. */
sealed interface Entry {
    /** To be written. */
    record Line(AccessRecord connection) implements Entry {}

    /** From here on, the file that has the path now. */
    enum Reopen implements Entry {
        REOPEN
    }
}
