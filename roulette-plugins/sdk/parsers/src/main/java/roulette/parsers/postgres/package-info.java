/**
 * What a PostgreSQL client says first, {@link roulette.parsers.postgres.PostgresOpening}, and the errors with which a
 * server turns it away, {@link roulette.parsers.postgres.PostgresRefusal}.
 */
@NullMarked
package roulette.parsers.postgres;

import org.jspecify.annotations.NullMarked;
