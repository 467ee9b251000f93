/**
 * The first command of a Redis client, with the user it logs in as, and the words in which Redis says no. Start with
 * {@link roulette.parsers.redis.RedisHello}.
 */
@NullMarked
package roulette.parsers.redis;

import org.jspecify.annotations.NullMarked;
