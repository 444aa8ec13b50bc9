"""The one joint between pytest and the project: loads the plugin, whose options choose the target."""

pytest_plugins = ["centra_contracts.shell.plugin"]
