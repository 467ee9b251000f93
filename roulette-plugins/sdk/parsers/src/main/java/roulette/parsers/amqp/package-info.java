/**
 * The first bytes of an AMQP connection: {@link roulette.parsers.amqp.AmqpHeader} is the version the client requests,
 * {@link roulette.parsers.amqp.AmqpRefusal} the version offered instead.
 */
@NullMarked
package roulette.parsers.amqp;

import org.jspecify.annotations.NullMarked;
