/** What the author of a router sees of Roulette. Needs nothing but {@code java.base}. */
module roulette.api {
    requires static org.jspecify;

    exports roulette.api;
}
