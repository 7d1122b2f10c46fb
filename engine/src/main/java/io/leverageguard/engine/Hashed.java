package io.leverageguard.engine;

/** A part of the state; what it contributed to the hash of the whole is remembered in it. */
abstract class Hashed {
    /** Its share of the hash; zero before it is counted for the first time. */
    long counted;

    /** The hash of what it is now. */
    abstract long hash();
}
