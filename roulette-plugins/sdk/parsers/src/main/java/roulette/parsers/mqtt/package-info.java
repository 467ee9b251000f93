/**
 * The first packet of an MQTT client, with its identifier and user, and MQTT's refusal packet. Start with
 * {@link roulette.parsers.mqtt.MqttConnect}.
 */
@NullMarked
package roulette.parsers.mqtt;

import org.jspecify.annotations.NullMarked;
