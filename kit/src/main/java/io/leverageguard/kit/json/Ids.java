package io.leverageguard.kit.json;

import io.leverageguard.kernel.ids.Id;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.UUID;

/** Makes typed ids, which are one-field records over a UUID, from what wires and tables hold. */
public final class Ids {
    private static final ClassValue<Constructor<?>> CONSTRUCTORS =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    try {
                        Constructor<?> constructor = type.getDeclaredConstructor(UUID.class);
                        constructor.setAccessible(true);
                        return constructor;
                    } catch (NoSuchMethodException e) {
                        throw new IllegalArgumentException(type + " is not an id", e);
                    }
                }
            };

    private Ids() {}

    /** Whether {@code type} is a typed id. */
    public static boolean isId(Class<?> type) {
        return type.isRecord() && Id.class.isAssignableFrom(type);
    }

    /** The id with this value. */
    public static Object of(Class<?> type, UUID value) {
        try {
            return CONSTRUCTORS.get(type).newInstance(value);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made", e);
        }
    }

    /** The id in canonical UUID form. */
    public static Object parse(Class<?> type, String text) {
        UUID value;
        try {
            value = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a UUID", e);
        }
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("must be a UUID");
        }
        return of(type, value);
    }
}
