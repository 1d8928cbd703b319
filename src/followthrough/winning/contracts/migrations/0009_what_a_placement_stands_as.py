from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0008_another_takes_its_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="entitlement",
            name="stands_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("banner", "Banner"),
                    ("ad_page", "Ad page"),
                    ("link", "Link"),
                    ("newsletter", "Newsletter"),
                ],
                default="",
                help_text="Of a placement; an ad page waits for its artwork alone, all others for an address as well.",
                max_length=10,
                verbose_name="stands as",
            ),
        ),
    ]
