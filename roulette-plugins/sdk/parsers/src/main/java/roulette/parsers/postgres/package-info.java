/**
 * The first message of a PostgreSQL client, {@link roulette.parsers.postgres.PostgresOpening}, and the errors that
 * refuse it, {@link roulette.parsers.postgres.PostgresRefusal}.
 */
@NullMarked
package roulette.parsers.postgres;

import org.jspecify.annotations.NullMarked;
