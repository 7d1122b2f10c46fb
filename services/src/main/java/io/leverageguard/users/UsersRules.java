package io.leverageguard.users;

import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.SetRoles;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is asked of the fields of commands. Refusals name the field and never repeat a secret. */
final class UsersRules {
    static final int PASSWORD_LENGTH_MIN = 12;
    static final int PASSWORD_LENGTH_MAX = 200;
    static final int WHY_LENGTH_MAX = 500;
    private static final int LABEL_LENGTH_MAX = 60;
    private static final int SECRET_LENGTH_MAX = 4_096;
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9._-]{3,40}");
    private static final Pattern VENUE = Pattern.compile("[a-z]{2,20}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,256}");
    private static final Pattern PRINTABLE = Pattern.compile("\\P{Cntrl}+");

    private UsersRules() {}

    static void check(Register command) {
        if (!isLogin(command.login())) {
            throw Refusal.invalid("login", "must be 3 to 40 of a-z, 0-9, dot, dash, underscore");
        }
        String password = command.password();
        if (password.length() < PASSWORD_LENGTH_MIN) {
            throw Refusal.invalid(
                    "password", "must have at least " + PASSWORD_LENGTH_MIN + " characters");
        }
        if (password.length() > PASSWORD_LENGTH_MAX) {
            throw Refusal.invalid(
                    "password", "must have at most " + PASSWORD_LENGTH_MAX + " characters");
        }
        if (password.toLowerCase(Locale.ROOT).contains(command.login())) {
            throw Refusal.invalid("password", "must not contain the login");
        }
        if (password.chars().distinct().count() < 4) {
            throw Refusal.invalid("password", "must have at least four different characters");
        }
    }

    /** Whether anybody can have this login. */
    static boolean isLogin(String login) {
        return LOGIN.matcher(login).matches();
    }

    static void check(SetRoles command) {
        String why = command.why();
        if (why.isBlank() || why.length() > WHY_LENGTH_MAX || !PRINTABLE.matcher(why).matches()) {
            throw Refusal.invalid("why", "say why, in at most 500 printable characters");
        }
        if (command.roles().contains(Role.SERVICE)) {
            throw Refusal.invalid("roles", "SERVICE is not for people");
        }
    }

    /** The command without blanks that come from copying. */
    static StoreVenueKey checked(StoreVenueKey command) {
        String label = command.label().strip();
        String key = command.key().strip();
        String secret = command.secret().strip();
        if (!VENUE.matcher(command.venue()).matches()) {
            throw Refusal.invalid("venue", "must be the name of a venue such as binance");
        }
        if (label.length() > LABEL_LENGTH_MAX || !PRINTABLE.matcher(label).matches()) {
            throw Refusal.invalid("label", "must have 1 to 60 printable characters");
        }
        if (!KEY.matcher(key).matches()) {
            throw Refusal.invalid("key", "must have 8 to 256 printable characters and no blanks");
        }
        if (secret.isEmpty() || secret.length() > SECRET_LENGTH_MAX) {
            throw Refusal.invalid("secret", "must have 1 to 4096 characters");
        }
        String passphrase = command.passphrase();
        if (passphrase != null && passphrase.length() > PASSWORD_LENGTH_MAX) {
            throw Refusal.invalid("passphrase", "must have at most 200 characters");
        }
        return new StoreVenueKey(command.venue(), label, key, secret, passphrase);
    }
}
