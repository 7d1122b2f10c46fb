package io.leverageguard.kit.ops;

/** Which version of the product this is. */
public final class Version {
    /** As people say it. */
    public static final String NUMBER = "0.1.0";

    private Version() {}
}
