package io.leverageguard.users;

import io.leverageguard.api.users.Users.Register;
import io.leverageguard.kernel.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The person who can give roles when nobody has any yet: login {@code admin}, made on the first
 * start, with a password that only the owner of the data folder can read.
 */
final class FirstPerson {
    static final String LOGIN = "admin";
    private static final int PASSWORD_BYTES = 24;

    private FirstPerson() {}

    /** Makes the person unless there is one; the file is written before the person is committed. */
    static void ensure(UsersService service, Path secrets, SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        service.addFirst(
                new Register(LOGIN, password, null),
                List.of(Role.ADMIN, Role.OPERATOR),
                () -> write(secrets.resolve("admin-password"), password));
    }

    private static void write(Path file, String password) {
        Path aside = file.resolveSibling("." + file.getFileName());
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(aside);
            Files.createFile(
                    aside,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(aside, password + "\n");
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
