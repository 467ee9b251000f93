/** A plugin that was compiled against an earlier version of the API keeps working. */
@NullMarked
package roulette.compatibility;

import org.jspecify.annotations.NullMarked;
