/**
 * The beginning of a connection of AMQP: {@link roulette.parsers.amqp.AmqpHeader} is the version that the client wants,
 * {@link roulette.parsers.amqp.AmqpRefusal} the one that it is offered instead.
 */
@NullMarked
package roulette.parsers.amqp;

import org.jspecify.annotations.NullMarked;
