package roulette.parsers.http;

import java.util.List;

/** The headers of a request. Immutable once the request is read. */
sealed interface Fields permits LineFields, ListedFields {
    /** All values of this name, case-insensitive, in order. */
    List<String> values(String name);
}
