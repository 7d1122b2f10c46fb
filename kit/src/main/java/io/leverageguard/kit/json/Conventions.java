package io.leverageguard.kit.json;

import io.leverageguard.kernel.ids.Id;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;

/** How decimals, money and ids look in JSON. */
final class Conventions {
    /** Longer decimals are refused before they are parsed: parsing is quadratic. */
    private static final int DECIMAL_LENGTH_MAX = 80;

    private static final int EXPONENT_MAX = 40;

    private Conventions() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("leverageguard");
        module.addSerializer(BigDecimal.class, new DecimalWriter());
        module.addSerializer(Money.class, new MoneyWriter());
        module.addSerializer(Id.class, new IdWriter());
        module.addSerializer(Asset.class, new AssetWriter());
        IdReaders readers = new IdReaders();
        readers.addDeserializer(BigDecimal.class, new DecimalReader());
        readers.addDeserializer(Money.class, new MoneyReader());
        readers.addDeserializer(Asset.class, new AssetReader());
        module.setDeserializers(readers);
        return module;
    }

    /** Parses a decimal, with limits on its size. */
    static BigDecimal decimal(String text) {
        if (text.length() > DECIMAL_LENGTH_MAX) {
            throw new IllegalArgumentException("a decimal has at most 80 characters");
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a decimal: " + text, e);
        }
        if (Math.abs(value.scale()) > EXPONENT_MAX) {
            throw new IllegalArgumentException("decimal out of range: " + text);
        }
        return value;
    }

    private static final class DecimalWriter extends ValueSerializer<BigDecimal> {
        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toPlainString());
        }
    }

    private static final class DecimalReader extends ValueDeserializer<BigDecimal> {
        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) {
            return switch (in.currentToken()) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> decimal(in.getString());
                default ->
                        context.reportInputMismatch(BigDecimal.class, "a decimal is expected here");
            };
        }
    }

    private static final class MoneyWriter extends ValueSerializer<Money> {
        @Override
        public void serialize(Money value, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("amount", value.decimal().toPlainString());
            out.writeStringProperty("asset", value.asset().code());
            out.writeEndObject();
        }
    }

    /** The shape of money on the wire. */
    private record WireMoney(BigDecimal amount, String asset) {}

    private static final class MoneyReader extends ValueDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) {
            WireMoney wire = context.readValue(in, WireMoney.class);
            Asset asset = Asset.of(wire.asset());
            try {
                return Money.of(wire.amount(), asset);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        wire.amount()
                                + " is out of range or has more than "
                                + asset.scale()
                                + " decimal places",
                        e);
            }
        }
    }

    private static final class AssetWriter extends ValueSerializer<Asset> {
        @Override
        public void serialize(Asset value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.code());
        }
    }

    private static final class AssetReader extends ValueDeserializer<Asset> {
        @Override
        public Asset deserialize(JsonParser in, DeserializationContext context) {
            return Asset.of(string(in, context, Asset.class));
        }
    }

    private static final class IdWriter extends ValueSerializer<Id> {
        @Override
        public void serialize(Id value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.value().toString());
        }
    }

    private static final class IdReaders extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            Class<?> raw = type.getRawClass();
            return Id.class.isAssignableFrom(raw) && raw.isRecord()
                    ? new IdReader(raw)
                    : super.findBeanDeserializer(type, config, description);
        }
    }

    private static final class IdReader extends ValueDeserializer<Object> {
        private final Class<?> type;

        IdReader(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) {
            return Ids.parse(type, string(in, context, type));
        }
    }

    private static String string(JsonParser in, DeserializationContext context, Class<?> type) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(type, "a string is expected here");
        }
        return in.getString();
    }
}
