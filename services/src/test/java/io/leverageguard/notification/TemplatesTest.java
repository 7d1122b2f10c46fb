package io.leverageguard.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.users.Users.Language;
import io.leverageguard.kernel.ids.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final UserId USER = new UserId(new UUID(0, 1));
    private final Templates templates = new Templates();

    @Test
    void everyKindHasWordsInBothLanguages() {
        assertThat(templates.kinds())
                .contains("registered", "margin_warning", "quote_refused", "payout_paid")
                .hasSizeGreaterThanOrEqualTo(20);
        Draft draft = Draft.of(USER, "registered", "login", "ten-x");
        assertThat(templates.title(draft, Language.EN))
                .isEqualTo("Welcome to LeverageGuard, ten-x");
        assertThat(templates.title(draft, Language.ZH)).startsWith("欢迎").endsWith("ten-x");
    }

    @Test
    void whatAValueHoldsIsTakenLiterally() {
        Draft draft = Draft.of(USER, "registered", "login", "$1 {reason} \\");
        assertThat(templates.title(draft, Language.EN)).endsWith("$1 {reason} \\");
    }

    @Test
    void aMissingValueIsADefect() {
        assertThatThrownBy(() -> templates.title(Draft.of(USER, "registered"), Language.EN))
                .isInstanceOf(IllegalStateException.class);
    }
}
