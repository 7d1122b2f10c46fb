package io.leverageguard.kit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code leverageguard.yaml}: sections of keys, each with a plain value or a list of them.
 */
final class ConfigurationFile {
    private ConfigurationFile() {}

    static Map<String, Map<String, String>> parse(String yaml, List<String> errors) {
        Map<String, Map<String, String>> sections = new TreeMap<>();
        if (yaml.isBlank()) {
            return sections;
        }
        JsonNode root;
        try {
            root = YAMLMapper.builder().build().readTree(yaml);
        } catch (JacksonException e) {
            errors.add("file: not YAML: " + e.getOriginalMessage());
            return sections;
        }
        if (root.isMissingNode() || root.isNull()) {
            return sections;
        }
        if (!root.isObject()) {
            errors.add("file: must consist of sections");
            return sections;
        }
        for (Map.Entry<String, JsonNode> section : root.properties()) {
            sections.put(section.getKey(), keys(section.getKey(), section.getValue(), errors));
        }
        return sections;
    }

    private static Map<String, String> keys(String name, JsonNode node, List<String> errors) {
        Map<String, String> keys = new TreeMap<>();
        if (!node.isObject() && !node.isNull()) {
            errors.add("file: section " + name + " must consist of keys");
            return keys;
        }
        for (Map.Entry<String, JsonNode> key : node.properties()) {
            keys.put(key.getKey(), text(name + "." + key.getKey(), key.getValue(), errors));
        }
        return keys;
    }

    private static String text(String path, JsonNode node, List<String> errors) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(text(path, item, errors)));
            return String.join(",", items);
        }
        if (node.isObject()) {
            errors.add("file: " + path + " must be a plain value");
            return "";
        }
        return node.isNull() ? "" : node.asString();
    }
}
