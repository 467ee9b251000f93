/**
 * The first packet of Minecraft, Java Edition: {@link roulette.parsers.minecraft.MinecraftHandshake} holds the host that
 * the player typed, {@link roulette.parsers.minecraft.MinecraftRefusal} makes messages shown to the player.
 */
@NullMarked
package roulette.parsers.minecraft;

import org.jspecify.annotations.NullMarked;
