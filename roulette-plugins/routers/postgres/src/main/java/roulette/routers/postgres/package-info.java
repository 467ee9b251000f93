/**
 * The router {@code postgres}: PostgreSQL clients go to the server of their database or user. {@link
 * roulette.routers.postgres.Servers} knows which that is, {@link roulette.routers.postgres.CancelRequests} brings
 * requests to cancel to all of them, and {@link roulette.routers.postgres.PostgresRouter} puts both together.
 */
@NullMarked
package roulette.routers.postgres;

import org.jspecify.annotations.NullMarked;
