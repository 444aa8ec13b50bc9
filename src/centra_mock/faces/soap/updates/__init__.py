"""The update operations: what the ERP sends is created or changed in the store.

Source: 04.guides/02.erp-integration/docs.md, sections "Updates" and "Cookbook";
05.api-references/07.soap-integration-api/01.api-reference/docs.md.
"""
