package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void policyAllowsExactlyTheStylesAndScriptsInside() {
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        String policy =
                policy("<style>a{}</style><p style=\"x\"></p><script src=\"https://x\"></script>");

        assertThat(policy)
                .contains("style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';")
                .contains("script-src 'none';")
                .contains("default-src 'none';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void eachScriptHasAHash() {
        assertThat(policy("<script>1</script><script>2</script>"))
                .containsPattern("script-src 'sha256-[^']+' 'sha256-[^']+';");
    }

    private static String policy(String html) {
        return Page.html(html).headers().getOrDefault("content-security-policy", "");
    }
}
