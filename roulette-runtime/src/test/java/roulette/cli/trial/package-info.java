@NullMarked
package roulette.cli.trial;

import org.jspecify.annotations.NullMarked;
