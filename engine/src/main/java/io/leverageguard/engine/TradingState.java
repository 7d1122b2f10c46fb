package io.leverageguard.engine;

/** Whether an account may trade. */
public enum TradingState {
    /** Everything within the limits. */
    ACTIVE(1),
    /** Only orders that reduce a position. */
    REDUCING(2),
    /** Nothing. */
    HALTED(3);

    private final int code;

    TradingState(int code) {
        this.code = code;
    }

    /** The state's number in the journal; never given anew. */
    int code() {
        return code;
    }

    static TradingState of(int code) {
        return switch (code) {
            case 1 -> ACTIVE;
            case 2 -> REDUCING;
            case 3 -> HALTED;
            default -> throw new IllegalStateException("no such trading state: " + code);
        };
    }
}
