/** Compares what the router {@code rules} takes for HTTP with what nginx, Apache httpd and HAProxy take for it. */
@NullMarked
package roulette.routers.rules.servers;

import org.jspecify.annotations.NullMarked;
