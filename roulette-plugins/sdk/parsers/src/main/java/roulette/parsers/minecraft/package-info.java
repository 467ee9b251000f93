/**
 * The beginning of a connection of Minecraft, Java Edition: {@link roulette.parsers.minecraft.MinecraftHandshake} names
 * the host that the player typed, {@link roulette.parsers.minecraft.MinecraftRefusal} is a "no" that the player can read.
 */
@NullMarked
package roulette.parsers.minecraft;

import org.jspecify.annotations.NullMarked;
