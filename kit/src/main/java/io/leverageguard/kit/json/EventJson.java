package io.leverageguard.kit.json;

import java.util.Map;
import java.util.TreeMap;

/**
 * The events of one service in JSON. The type of an event is the simple name of its record, which
 * stands beside the JSON and not in it.
 */
public final class EventJson<E> {
    private final Class<E> events;
    private final Map<String, Class<? extends E>> types = new TreeMap<>();

    /** Knows every record that the sealed interface {@code events} permits, at any depth. */
    public EventJson(Class<E> events) {
        this.events = events;
        collect(events);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(events + " permits no records");
        }
    }

    /** The type of {@code event}. */
    public String type(E event) {
        String type = event.getClass().getSimpleName();
        if (types.get(type) != event.getClass()) {
            throw new IllegalArgumentException(event.getClass() + " is not of " + events);
        }
        return type;
    }

    /** Writes {@code event} without its type. */
    public String write(E event) {
        return Json.write(event);
    }

    /** Writes {@code event} without its type, in UTF-8. */
    public byte[] bytes(E event) {
        return Json.bytes(event);
    }

    /** Reads an event of {@code type}. */
    public E read(String type, String json) {
        Class<? extends E> found = types.get(type);
        if (found == null) {
            throw new IllegalArgumentException(
                    "unknown event "
                            + type
                            + " of "
                            + events.getSimpleName()
                            + "; known are "
                            + types.keySet());
        }
        return Json.read(json, found);
    }

    private void collect(Class<? extends E> type) {
        if (type.isRecord()) {
            if (types.put(type.getSimpleName(), type) != null) {
                throw new IllegalArgumentException("two events are named " + type.getSimpleName());
            }
            return;
        }
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            throw new IllegalArgumentException(type + " is neither sealed nor a record");
        }
        for (Class<?> each : permitted) {
            collect(each.asSubclass(events));
        }
    }
}
