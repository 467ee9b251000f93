/**
 * The first packet of an MQTT client, with its identifier and its user, and the packet in which MQTT says no. Start with
 * {@link roulette.parsers.mqtt.MqttConnect}.
 */
@NullMarked
package roulette.parsers.mqtt;

import org.jspecify.annotations.NullMarked;
