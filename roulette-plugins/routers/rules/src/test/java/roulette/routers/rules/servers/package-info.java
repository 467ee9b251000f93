/** Compares what the router {@code rules} and nginx, Apache httpd and HAProxy accept as HTTP. */
@NullMarked
package roulette.routers.rules.servers;

import org.jspecify.annotations.NullMarked;
