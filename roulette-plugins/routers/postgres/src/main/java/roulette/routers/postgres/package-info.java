/**
 * The router {@code postgres}: forwards PostgreSQL clients by database or user. {@link
 * roulette.routers.postgres.Servers} maps these to targets, {@link roulette.routers.postgres.CancelRequests} sends
 * cancel requests to all servers, and {@link roulette.routers.postgres.PostgresRouter} uses both.
 */
@NullMarked
package roulette.routers.postgres;

import org.jspecify.annotations.NullMarked;
