package io.leverageguard.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MerkleTreeTest {
    private static final List<byte[]> INPUTS =
            Stream.of(
                            "",
                            "00",
                            "10",
                            "2021",
                            "3031",
                            "40414243",
                            "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f")
                    .map(HexFormat.of()::parseHex)
                    .toList();

    /** The reference inputs and roots of Certificate Transparency. */
    @ParameterizedTest
    @CsvSource({
        "0, e3b0c442, b855",
        "1, 6e340b9c, a01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125, c125",
        "3, aeb6bcfe, 6e77",
        "4, d37ee418, 14b7",
        "5, 4e3bbb1f, 64d4",
        "6, 76e67dad, 87ef",
        "7, ddb89be4, 4c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328, 4328",
    })
    void rootsOfTheReferenceInputsMatch(int leaves, String start, String end) {
        String root = MerkleTree.hex(MerkleTree.root(INPUTS.subList(0, leaves)));
        assertThat(root).startsWith(start).endsWith(end).hasSize(64);
    }

    @Test
    void rootOfTwoTextsIsTheOneInsideThePayoutAuthorisation() {
        List<byte[]> leaves =
                Stream.of("evidence-a", "evidence-b")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList();
        assertThat(MerkleTree.hex(MerkleTree.root(leaves)))
                .isEqualTo("795aa5a4750b906e12c69ecdb0010bfa498776e90ea52ed6abdcdbbbfee030e6");
    }

    @Test
    void orderOfLeavesMatters() {
        assertThat(MerkleTree.root(INPUTS)).isNotEqualTo(MerkleTree.root(INPUTS.reversed()));
    }
}
