package io.leverageguard.kit.sql;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .tar.xz}: the ustar format with files, folders and symbolic links. */
final class Archive {
    private static final int BLOCK = 512;

    private Archive() {}

    static void unpack(InputStream compressed, Path into) throws IOException {
        Files.createDirectories(into);
        try (InputStream in = new XZInputStream(new BufferedInputStream(compressed))) {
            byte[] header = new byte[BLOCK];
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                entry(in, header, into);
            }
        }
    }

    private static void entry(InputStream in, byte[] header, Path into) throws IOException {
        String prefix = text(header, 345, 155);
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
        Path target = into.resolve(name).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("archive reaches outside: " + name);
        }
        long size = octal(header, 124, 12);
        switch ((char) header[156]) {
            case '5' -> Files.createDirectories(target);
            case '2' -> link(target, text(header, 157, 100));
            case '0', '\0' -> file(in, target, size, octal(header, 100, 8));
            default -> in.skipNBytes(size);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }

    private static void link(Path target, String to) throws IOException {
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        Files.createSymbolicLink(target, Path.of(to));
    }

    private static void file(InputStream in, Path target, long size, long mode) throws IOException {
        Files.createDirectories(target.getParent());
        byte[] buffer = new byte[64 * 1024];
        try (var out = Files.newOutputStream(target)) {
            for (long left = size; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new EOFException("archive ends early");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        if ((mode & 0111) != 0) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) {
        String digits = text(header, from, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
