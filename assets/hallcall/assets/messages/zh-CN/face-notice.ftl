# 摄像头打开之前告知的内容。版本号是全文的哈希：改一个字就是新版本。
face-notice-title = 刷脸之前，请您决定
face-notice-subtitle = 摄像头现在没有打开。不刷脸一样能取号，排队顺序不变。

face-notice-purpose = 用来做什么
face-notice-purpose-one-to-one = 确认是您本人，取这一个号，不作别用。
face-notice-purpose-one-to-many = 在今天同意刷脸的预约中找到您自己的预约，为您签到，不作别用。

face-notice-method = 怎么比对
face-notice-method-one-to-one = 拍摄一张正面人脸，和身份证上的照片比对。
face-notice-method-one-to-many = 由画面算出一组数字，与今天登记的比对，可能请您转头；没登记的立刻丢弃。

face-notice-retention = 保存多久
face-notice-retention-one-to-one = 人脸画面比对完立刻删除，最长 { $seconds } 秒。取号记录（不含人脸）保存 { $days } 天，同意记录（不含人脸）保存 3 年。
face-notice-retention-one-to-many = 人脸画面最长 { $seconds } 秒即删除。登记的数字加密保存，签到后删除，最迟今天结束时销毁密钥。取号记录（不含人脸）保存 { $days } 天，同意记录（不含人脸）保存 3 年。

face-notice-place = 在哪里处理
face-notice-place-said = 只在这台机器里。不上传服务器，不上互联网，不给别人。

face-notice-choice = 不想刷脸
face-notice-choice-one-to-one = 刷脸只是省几秒钟。用身份证或到服务台，取同样的号，排队顺序不变。
face-notice-choice-one-to-many = 刷脸只是不用出示证件。用身份证、预约码或到服务台，同样可以签到。

face-notice-rights = 您的权利
face-notice-rights-one-to-one = 您可以随时停止，可以查看记录、投诉。未满 14 岁请用证件取号，或由父母、监护人陪同。
face-notice-rights-one-to-many = 您可以随时在本机或服务台撤回同意，数字立刻删除；可以查看记录、投诉。未满 14 岁请用证件，或由父母、监护人陪同。

face-notice-handler = 处理者
face-notice-handler-said = { $handler }　咨询 { $contact }
