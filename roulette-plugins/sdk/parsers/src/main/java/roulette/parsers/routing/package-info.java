/** What routers share that go by what a parser reads: forwards as their settings name them. */
@NullMarked
package roulette.parsers.routing;

import org.jspecify.annotations.NullMarked;
