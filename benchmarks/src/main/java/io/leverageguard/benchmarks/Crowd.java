package io.leverageguard.benchmarks;

import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.ConfigRoutes;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.ids.AccountId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The people whose orders {@code lg bench orders} sends, each with one account; and the requests
 * with which they send them. The limits per minute are raised as far as the settings allow.
 */
final class Crowd implements OpenLoop.Requests, AutoCloseable {
    private static final String PASSWORD = "correct horse battery";
    private static final long TICKS_LOW = 900_000;
    private static final int TICKS = 90_000;

    /** Settings are in force within five seconds. */
    private static final long SETTINGS_MS = 5_000;

    private record Person(String login, AccountId account) {}

    private final DeskClient desk;
    private final int port;
    private final List<Person> people = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private long orders;

    Crowd(int port) {
        this.port = port;
        this.desk = new DeskClient(port);
    }

    /** Registers so many people and opens their accounts. */
    void gather(Path data, int count) throws IOException, InterruptedException {
        String admin =
                token("admin", Files.readString(data.resolve("secrets/admin-password")).strip());
        for (SettingKey key :
                List.of(SettingKey.RATE_AUTH, SettingKey.RATE_GENERAL, SettingKey.RATE_TRADING)) {
            desk.call(
                    ConfigRoutes.CHANGE,
                    admin,
                    new ChangeSetting(
                            key.settingName(), key.max().toPlainString(), 0, "a benchmark"));
        }
        Thread.sleep(SETTINGS_MS);
        for (int i = 0; i < count; i++) {
            String login = "trader-" + i;
            desk.call(UsersRoutes.REGISTER, "", new Register(login, PASSWORD, null));
            String token = token(login, PASSWORD);
            StoreVenueKey key =
                    new StoreVenueKey(AtOnceVenue.NAME, "main", "key-" + login, "secret", null);
            OpenAccount open =
                    new OpenAccount(desk.call(UsersRoutes.STORE_VENUE_KEY, token, key).id());
            AccountId account = desk.call(TradingRoutes.OPEN_ACCOUNT, token, open).account();
            desk.call(
                    TradingRoutes.SET_LEVERAGE,
                    token,
                    new SetLeverage(account, AtOnceVenue.SYMBOL, MarginMode.ISOLATED, 10));
            people.add(new Person(login, account));
        }
    }

    /** Fresh tokens: they live five minutes. */
    void logIn() throws IOException {
        heads.clear();
        for (Person person : people) {
            heads.add(
                    """
                    POST /api/v1/trading/orders HTTP/1.1\r
                    host: 127.0.0.1:%d\r
                    authorization: Bearer %s\r
                    content-type: application/json\r
                    """
                            .formatted(port, token(person.login(), PASSWORD)));
        }
    }

    @Override
    public byte[] next() {
        long number = orders++;
        int who = (int) (number % people.size());
        long ticks = TICKS_LOW + number / people.size() * 7 % TICKS;
        String body =
                """
                {"order":"%s","account":"%s","symbol":"%s","side":"BUY","type":"LIMIT",\
                "quantity":"0.010","price":"%d.%d","timeInForce":"IOC",\
                "acknowledge":"DURABLE"}"""
                        .formatted(
                                id(number),
                                people.get(who).account(),
                                AtOnceVenue.SYMBOL,
                                ticks / 10,
                                ticks % 10);
        return (heads.get(who) + "content-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        desk.close();
    }

    private String token(String login, String password) throws IOException {
        return desk.call(UsersRoutes.LOG_IN, "", new LogIn(login, password)).accessToken();
    }

    /** A UUIDv7, as clients make them. */
    private static String id(long number) {
        long now = System.currentTimeMillis();
        return "%08x-%04x-7%03x-8000-%012x"
                .formatted(now >>> 16, now & 0xffff, number & 0xfff, number >>> 12);
    }
}
