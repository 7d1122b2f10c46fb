package io.leverageguard.launcher;

import io.leverageguard.analytics.AnalyticsModule;
import io.leverageguard.chain.ChainModule;
import io.leverageguard.config.ConfigModule;
import io.leverageguard.cover.CoverModule;
import io.leverageguard.fund.FundModule;
import io.leverageguard.gateway.GatewayModule;
import io.leverageguard.marketdata.MarketDataModule;
import io.leverageguard.notification.NotificationModule;
import io.leverageguard.payout.PayoutModule;
import io.leverageguard.risk.RiskModule;
import io.leverageguard.strategy.StrategyModule;
import io.leverageguard.trading.TradingModule;
import io.leverageguard.users.UsersModule;
import io.leverageguard.venues.Venues;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The coupling of the services, read from the two signatures that hold all of it: the parameters of
 * a module's constructor are its calls, those of {@code listen} its feeds.
 */
final class WiringDiagram {
    private static final Map<String, Class<?>> MODULES = modules();

    private WiringDiagram() {}

    /** One line per service: {@code cover calls … listens …}. */
    static String text() {
        StringBuilder text = new StringBuilder();
        MODULES.forEach(
                (service, module) ->
                        text.append(
                                "%-13s calls %-52s listens to %s%n"
                                        .formatted(
                                                service,
                                                listed(calls(module)),
                                                listed(feeds(module)))));
        return text.toString();
    }

    /** The services that {@code service} calls, and {@code venues} if it speaks to them. */
    static List<String> calls(String service) {
        return calls(module(service));
    }

    /** The services whose feeds {@code service} follows. */
    static List<String> feeds(String service) {
        return feeds(module(service));
    }

    private static Class<?> module(String service) {
        Class<?> module = MODULES.get(service);
        if (module == null) {
            throw new IllegalArgumentException("no service is called " + service);
        }
        return module;
    }

    private static List<String> calls(Class<?> module) {
        List<String> called = new ArrayList<>();
        for (Class<?> parameter : module.getConstructors()[0].getParameterTypes()) {
            if (parameter == Venues.class) {
                called.add("venues");
            } else if (parameter.getPackageName().startsWith("io.leverageguard.api.")) {
                called.add(serviceOf(parameter));
            }
        }
        return called;
    }

    private static List<String> feeds(Class<?> module) {
        List<String> followed = new ArrayList<>();
        for (Method method : module.getMethods()) {
            if (method.getName().equals("listen")) {
                for (Type feed : feedTypes(method)) {
                    Type event = ((ParameterizedType) feed).getActualTypeArguments()[0];
                    followed.add(serviceOf((Class<?>) event));
                }
            }
        }
        return followed;
    }

    /** The feeds are the parameters, or, where they are many, the components of the one record. */
    private static List<Type> feedTypes(Method listen) {
        Class<?> first = listen.getParameterTypes()[0];
        if (first.isRecord()) {
            return Arrays.stream(first.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .toList();
        }
        return List.of(listen.getGenericParameterTypes());
    }

    private static String serviceOf(Class<?> contract) {
        String name = contract.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "–" : String.join(", ", names);
    }

    private static Map<String, Class<?>> modules() {
        Map<String, Class<?>> modules = new LinkedHashMap<>();
        modules.put("gateway", GatewayModule.class);
        modules.put("marketdata", MarketDataModule.class);
        modules.put("trading", TradingModule.class);
        modules.put("users", UsersModule.class);
        modules.put("strategy", StrategyModule.class);
        modules.put("risk", RiskModule.class);
        modules.put("notification", NotificationModule.class);
        modules.put("analytics", AnalyticsModule.class);
        modules.put("config", ConfigModule.class);
        modules.put("cover", CoverModule.class);
        modules.put("payout", PayoutModule.class);
        modules.put("fund", FundModule.class);
        modules.put("chain", ChainModule.class);
        return modules;
    }
}
