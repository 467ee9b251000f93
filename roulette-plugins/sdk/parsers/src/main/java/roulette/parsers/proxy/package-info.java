/** What a proxy in front says in the TLVs of the PROXY protocol's version 2 header. */
@NullMarked
package roulette.parsers.proxy;

import org.jspecify.annotations.NullMarked;
