package io.leverageguard.kit.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys that only this installation has: 32 random bytes each, made on first use and kept in a file
 * that only its owner can read. Some are handed in from outside instead.
 */
public final class Secrets {
    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final Map<String, byte[]> given = new TreeMap<>();
    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** Keeps keys in {@code folder}. */
    public Secrets(Path folder) {
        this(folder, Map.of());
    }

    /** Keeps keys in {@code folder}, except for those in {@code given}, 64 hexadecimal digits. */
    public Secrets(Path folder, Map<String, String> given) {
        this.folder = folder;
        given.forEach((name, hex) -> this.given.put(name, parse(name, hex)));
    }

    /** The key {@code name}; the same in every process over the same folder. */
    public byte[] key(String name) {
        byte[] fromOutside = given.get(name);
        return fromOutside != null
                ? fromOutside.clone()
                : read.computeIfAbsent(name, this::readOrMake).clone();
    }

    /** The key {@code name} as hexadecimal digits. */
    public String text(String name) {
        return HexFormat.of().formatHex(key(name));
    }

    private byte[] readOrMake(String name) {
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a key's name is of a-z, 0-9 and -: " + name);
        }
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                make(name, file);
            }
            return parse(name, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the key " + name + " in " + folder, e);
        }
    }

    /** Written aside, then linked: a reader never sees half a key, and the first maker wins. */
    private void make(String name, Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] key = new byte[KEY_BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        Path aside = folder.resolve("." + name + "." + Long.toHexString(random.nextLong()));
        Files.createFile(
                aside,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.SYNC);
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first; theirs is the key.
        } catch (UnsupportedOperationException e) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static byte[] parse(String name, String hex) {
        byte[] key;
        try {
            key = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the key " + name + " is not hexadecimal", e);
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("the key " + name + " must have 64 digits");
        }
        return key;
    }
}
