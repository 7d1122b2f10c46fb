package io.leverageguard.engine;

/**
 * Something to be done by the engine's thread. Exactly one of {@link #committed} and {@link
 * #failed} is called at the end.
 */
public interface Work {
    /**
     * Applies commands. A {@link io.leverageguard.kernel.rpc.Refusal} may be thrown before the
     * first command, and fails this work only.
     */
    void act(Engine engine);

    /** It is in the journal: from here on it may act on the world. */
    void committed();

    /** It was refused, or it is not known to be in the journal. */
    void failed(RuntimeException cause);
}
