/**
 * The first command of a Redis client, with the user it logs in as, and Redis's error replies. Start with
 * {@link roulette.parsers.redis.RedisHello}.
 */
@NullMarked
package roulette.parsers.redis;

import org.jspecify.annotations.NullMarked;
