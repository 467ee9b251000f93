package roulette.accesslog;

import roulette.net.AccessRecord;

/** An entry of the queue to the writer's thread. */
sealed interface Entry {
    /** A record to write. */
    record Line(AccessRecord connection) implements Entry {}

    /** Open the file's path again before writing later records. */
    enum Reopen implements Entry {
        REOPEN
    }
}
